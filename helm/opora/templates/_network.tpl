{{/* Whom pods may reach. A NetworkPolicy knows no host names, so what is outside is given by port, and by `to` if that is
set; ports are those of the addresses. */}}

{{/* Of ports and peers (nobody named: anybody), as one rule of egress. */}}
{{- define "opora.egress" -}}
- ports:
    {{- range .ports }}
    - protocol: TCP
      port: {{ . }}
    {{- end }}
  {{- with .peers }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "opora.egressToDns" -}}
- ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
  {{- with .Values.networkPolicy.dns }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The ports in an address of PostgreSQL: of each host, or 5432. */}}
{{- define "opora.egressToDatabase" -}}
{{- $hosts := regexReplaceAll "^[a-z]+://([^/?]*).*$" .Values.database.address "${1}" -}}
{{- $ports := list -}}
{{- range $host := splitList "," $hosts -}}
{{- $ports = append $ports (default "5432" (regexFind "[0-9]+$" (regexFind ":[0-9]+$" $host)) | int) -}}
{{- end -}}
{{- include "opora.egress" (dict "ports" (uniq $ports) "peers" .Values.networkPolicy.database) -}}
{{- end -}}

{{- define "opora.egressToKafka" -}}
{{- $ports := list -}}
{{- range $server := splitList "," .Values.kafka.servers -}}
{{- $ports = append $ports (regexFind "[0-9]+$" $server | int) -}}
{{- end -}}
{{- include "opora.egress" (dict "ports" (uniq $ports) "peers" .Values.networkPolicy.kafka) -}}
{{- end -}}

{{/* Of root and components: pods of this release, as peers of a rule. */}}
{{- define "opora.podsOf" -}}
- podSelector:
    matchLabels:
      {{- include "opora.selector" .root | nindent 6 }}
    matchExpressions:
      - key: app.kubernetes.io/component
        operator: In
        values: {{ .components | toJson }}
{{- end -}}
