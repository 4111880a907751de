{{/* The alerts of files/opora.rules.yml, with what is this release's in place of what holds for one machine: the services
that are missed, how their Deployments are called, and on which volumes the platform stands. */}}
{{- define "opora.rules" -}}
{{- $services := keys .Values.services | sortAlpha -}}
{{- $namespace := printf "namespace=%q" .Release.Namespace -}}
{{- $missed := "" -}}
{{- range $services -}}
{{- $own := include "opora.service" (dict "root" $ "service" .) | fromJson -}}
{{- if or $own.autoscaling.enabled (gt (int $own.replicas) 0) -}}
{{- $missed = printf "%s\n          or absent(opora_ready{%s, service=%q})" $missed $namespace . -}}
{{- end -}}
{{- end -}}
{{- $deployments := printf "%s-(%s)" (include "opora.fullname" .) (join "|" $services) -}}
{{- $volumes := .Values.monitoring.volumes -}}
{{- $namespaces := required "monitoring.volumes.namespaces says where PostgreSQL's volumes are, so that somebody is woken before they are full; none, if they are not in this cluster." $volumes.namespaces -}}
{{- $claims := printf "namespace=~%q, persistentvolumeclaim=~%q" $namespaces $volumes.claims -}}
{{- $rules := regexReplaceAll "\\n +or absent\\(opora_ready.*" (.Files.Get "files/opora.rules.yml") "" -}}
{{- $rules = $rules | replace "(opora_ready) == 0\n" (printf "(opora_ready) == 0%s\n" $missed) -}}
{{- $rules = $rules | replace "deployment=~\"opora-.*\"" (printf "%s, deployment=~%q" $namespace $deployments) -}}
{{- $rules | replace "persistentvolumeclaim=~\".*postgres.*\"" $claims -}}
{{- end -}}
