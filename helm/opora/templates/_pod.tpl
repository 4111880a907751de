{{/* What pods have in common: whom they run as, what they are told, what is mounted. */}}

{{- define "opora.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "opora.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Of root: what is the same in every pod. Service links would be variables OPORA_…, which are settings to us. */}}
{{- define "opora.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  {{- include "opora.podSecurity" . | nindent 2 }}
{{- end -}}

{{/* Of root and service: how the service's own database is reached. User and password are libpq's own variables. */}}
{{- define "opora.databaseEnv" -}}
{{- $database := .root.Values.database -}}
{{- $secret := $database.secret | replace "{service}" .service -}}
- name: OPORA_DATABASE
  value: {{ $database.address | quote }}
- name: PGUSER
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $database.usernameKey }}
- name: PGPASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $database.passwordKey }}
{{- if $database.authoritySecret }}
- name: PGSSLROOTCERT
  value: /etc/opora/database/ca.crt
{{- end }}
{{- end -}}

{{/* Of root and service: who comes to Kafka, whom they trust, and what else librdkafka is told. */}}
{{- define "opora.kafkaSettingsEnv" -}}
{{- with .root.Values.kafka.secret }}
- name: OPORA_KAFKA_AUTHORITY
  value: /etc/opora/kafka/ca.crt
- name: OPORA_KAFKA_PASSWORD_FILE
  value: /etc/opora/kafka/password
- name: OPORA_KAFKA_USER
  valueFrom:
    secretKeyRef:
      name: {{ . | replace "{service}" $.service }}
      key: username
{{- end }}
{{- with .root.Values.kafka.settingsSecret }}
- name: OPORA_KAFKA_SETTINGS
  valueFrom:
    secretKeyRef:
      name: {{ . | replace "{service}" $.service }}
      key: settings
{{- end }}
{{- end -}}

{{/* What a service shows, and the tool, and who signed what they are shown. */}}
{{- define "opora.certificateEnv" -}}
- name: OPORA_TLS_AUTHORITY
  value: /etc/opora/tls/ca.crt
- name: OPORA_TLS_CERTIFICATE
  value: /etc/opora/tls/tls.crt
- name: OPORA_TLS_KEY
  value: /etc/opora/tls/tls.key
{{- end -}}

{{/* Of root, service and its own values: all that a service is told. */}}
{{- define "opora.env" -}}
{{- $values := .root.Values -}}
- name: OPORA_DATA
  value: /var/lib/opora
- name: OPORA_LISTEN_ADDRESS
  value: 0.0.0.0:7400
- name: OPORA_METRICS_ADDRESS
  value: 0.0.0.0:7401
- name: OPORA_HEALTH_ADDRESS
  value: 0.0.0.0:7402
- name: OPORA_STOP_DRAIN
  value: {{ $values.stop.drainSeconds }}s
{{ include "opora.databaseEnv" . }}
{{ include "opora.certificateEnv" . }}
{{- if $values.tls.mutual }}
- name: OPORA_TLS_CALLERS
  value: /etc/opora/tls/ca.crt
{{- end }}
{{- if .own.peers }}
- name: OPORA_PEERS
  value: {{ include "opora.places" (dict "root" .root "services" .own.peers) | quote }}
{{- end }}
{{- if $values.kafka.servers }}
- name: OPORA_KAFKA
  value: {{ $values.kafka.servers | quote }}
{{- include "opora.kafkaSettingsEnv" . }}
{{- end }}
{{- with $values.redis.secret }}
- name: OPORA_REDIS
  valueFrom:
    secretKeyRef:
      name: {{ . | replace "{service}" $.service }}
      key: address
{{- end }}
{{- range $name, $value := .own.settings }}
- name: OPORA_{{ $name | upper | replace "." "_" }}
  value: {{ ternary (int64 $value) $value (kindIs "float64" $value) | quote }}
{{- end }}
{{- end -}}

{{/* Of root and services: scheduling=host:port registration=host:port. */}}
{{- define "opora.places" -}}
{{- $root := .root -}}
{{- range $index, $service := .services -}}
{{- if $index }} {{ end -}}
{{ $service }}={{ include "opora.host" (dict "root" $root "service" $service) }}:7400
{{- end -}}
{{- end -}}

{{/* Of root, tag and resources: what puts the signing key where it is looked for. The platform takes no key that others
than its owner may read, and a Secret's files belong to root: ours is a copy, in memory. */}}
{{- define "opora.copyKey" -}}
- name: signing-key
  image: {{ include "opora.image" . | quote }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command: [install, -D, --mode=0600, /etc/opora/keys/signing-key.jwk, /var/lib/opora/keys/signing-key.jwk]
  securityContext:
    {{- include "opora.containerSecurity" .root | nindent 4 }}
  resources:
    {{- toYaml .resources | nindent 4 }}
  volumeMounts:
    - name: data
      mountPath: /var/lib/opora
    - name: signing-key
      mountPath: /etc/opora/keys
      readOnly: true
{{- end -}}

{{/* Of root: the two volumes of it. */}}
{{- define "opora.keyVolumes" -}}
- name: data
  emptyDir:
    medium: Memory
    sizeLimit: 1Mi
- name: signing-key
  secret:
    secretName: {{ .Values.keys.secret }}
    defaultMode: 0440
    items:
      - key: signing-key.jwk
        path: signing-key.jwk
{{- end -}}

{{/* Of root and service: the certificate, its key and the authority, in one folder. */}}
{{- define "opora.certificateVolume" -}}
- name: tls
  projected:
    defaultMode: 0440
    sources:
      - secret:
          name: {{ include "opora.certificate" . }}
          items:
            - key: tls.crt
              path: tls.crt
            - key: tls.key
              path: tls.key
      - secret:
          name: {{ include "opora.authority" . }}
          items:
            - key: ca.crt
              path: ca.crt
{{- end -}}

{{/* Of root and service: what PostgreSQL's and Kafka's TLS takes, where it is used. */}}
{{- define "opora.databaseVolume" -}}
{{- with .root.Values.database.authoritySecret }}
- name: database
  secret:
    secretName: {{ . | replace "{service}" $.service }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{/* Of root and service: services may share the Secret, and so the volume. */}}
{{- define "opora.databaseVolumeName" -}}
database-{{ .service }}
{{- end -}}

{{/* Of root: one for each service, for pods that have a container of each. */}}
{{- define "opora.databaseVolumes" -}}
{{- range $service, $_ := .Values.services }}
- name: {{ include "opora.databaseVolumeName" (dict "service" $service) }}
  secret:
    secretName: {{ $.Values.database.authoritySecret | replace "{service}" $service }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{/* Of root: whether there are files of Kafka's. */}}
{{- define "opora.hasKafkaFiles" -}}
{{- with .Values.kafka -}}
{{- if and .servers (or .secret .tlsSecret) -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{- define "opora.kafkaVolume" -}}
{{- if include "opora.hasKafkaFiles" .root }}
{{- $kafka := .root.Values.kafka }}
- name: kafka
  projected:
    defaultMode: 0440
    sources:
      {{- with $kafka.secret }}
      - secret:
          name: {{ . | replace "{service}" $.service }}
          items:
            - key: password
              path: password
      - secret:
          name: {{ default . $kafka.authoritySecret | replace "{service}" $.service }}
          items:
            - key: ca.crt
              path: ca.crt
      {{- end }}
      {{- with $kafka.tlsSecret }}
      - secret:
          name: {{ . | replace "{service}" $.service }}
      {{- end }}
{{- end }}
{{- end -}}

{{/* Of root, service and its own values: changes when a Secret does that the service was started with, so that an
upgrade starts it anew; certificates are read again while it runs. What a Secret holds is not in it, only which version of
it is there. */}}
{{- define "opora.secretsChecksum" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $patterns := list $values.database.secret $values.keys.secret -}}
{{- $patterns = append $patterns $values.database.authoritySecret -}}
{{- $patterns = append $patterns $values.redis.secret -}}
{{- if $values.kafka.servers -}}
{{- $patterns = concat $patterns (list $values.kafka.secret $values.kafka.authoritySecret) -}}
{{- $patterns = concat $patterns (list $values.kafka.settingsSecret $values.kafka.tlsSecret) -}}
{{- end -}}
{{- $versions := list -}}
{{- range $pattern := uniq (compact $patterns) -}}
{{- $name := $pattern | replace "{service}" $.service -}}
{{- $secret := lookup "v1" "Secret" $root.Release.Namespace $name -}}
{{- $versions = append $versions (printf "%s %v" $name (dig "metadata" "resourceVersion" "" $secret)) -}}
{{- end -}}
{{- $versions | join "\n" | sha256sum -}}
{{- end -}}
