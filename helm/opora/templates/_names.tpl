{{/* What things are called, and the labels that find them. */}}

{{- define "opora.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "opora.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Of a dict of root and component. */}}
{{- define "opora.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: opora
{{ include "opora.selector" .root }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Of root and component: what pods carry. No version: a pod changes only when something does that it runs with. */}}
{{- define "opora.podLabels" -}}
app.kubernetes.io/part-of: opora
{{ include "opora.selector" .root }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Of root and component: an object's name and labels. */}}
{{- define "opora.metadata" -}}
name: {{ include "opora.fullname" .root }}-{{ .component }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "opora.labels" . | nindent 2 }}
{{- end -}}

{{/* Of root and service: what is set for the service, over what is set for all. Told as JSON. */}}
{{- define "opora.service" -}}
{{- $defaults := .root.Values.defaults -}}
{{- $own := mustMergeOverwrite (deepCopy $defaults) (deepCopy (default dict (index .root.Values.services .service))) -}}
{{- set $own "tag" (default $defaults.tag $own.tag) | toJson -}}
{{- end -}}

{{/* Of root and service: where a service is found. A name that stays while its replicas come and go. */}}
{{- define "opora.host" -}}
{{ include "opora.fullname" .root }}-{{ .service }}.{{ .root.Release.Namespace }}.svc
{{- end -}}

{{/* Of root and tag: the image. A digest says more than a tag, unless the service has a tag of its own. */}}
{{- define "opora.image" -}}
{{- $image := .root.Values.image -}}
{{- if .tag -}}
{{ $image.repository }}:{{ .tag }}
{{- else if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ default .root.Chart.AppVersion $image.tag }}
{{- end -}}
{{- end -}}

{{/* Of root and service: the Secret of the certificate that a service shows. */}}
{{- define "opora.certificate" -}}
{{- if .root.Values.tls.certManager.enabled -}}
{{ include "opora.fullname" .root }}-{{ .service }}-tls
{{- else -}}
{{ .root.Values.tls.secret | replace "{service}" .service }}
{{- end -}}
{{- end -}}

{{/* Of root and service: the Secret that holds the authority which signed the others' certificates. */}}
{{- define "opora.authority" -}}
{{- default (include "opora.certificate" .) (.root.Values.tls.authoritySecret | replace "{service}" .service) -}}
{{- end -}}
