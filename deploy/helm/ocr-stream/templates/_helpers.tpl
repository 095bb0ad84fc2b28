{{- define "ocr.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- /* Short enough for what is added to it, and for the hash that a stateful set's pods get as a label. */}}
{{- define "ocr.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if contains (include "ocr.name" .) .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "ocr.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- /* Of a part: (dict "root" $ "part" "worker"). Never change for an installation: selectors are immutable. */}}
{{- define "ocr.selector" -}}
app.kubernetes.io/name: {{ include "ocr.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "ocr.labels" -}}
{{ include "ocr.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "ocr.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{- define "ocr.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "ocr.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- /* A properties file: a backslash stands for itself when it is doubled. */}}
{{- define "ocr.properties" -}}
{{- range $key, $value := .Values.settings }}
{{ $key }} = {{ $value | replace "\\" "\\\\" }}
{{- end }}
{{- end }}

{{- define "ocr.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "ocr.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- /* What every container of the image has: (dict "root" $ "heapPercent" 50 "javaOptions" ""). */}}
{{- define "ocr.container" -}}
image: {{ include "ocr.image" .root | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  {{- include "ocr.containerSecurity" .root | nindent 2 }}
{{- with .root.Values.existingSecret }}
envFrom:
  - secretRef: {name: {{ . }}}
{{- end }}
volumeMounts:
  - {name: config, mountPath: /etc/ocr/settings, readOnly: true}
  - {name: state, mountPath: /var/lib/ocr}
  - {name: tmp, mountPath: /tmp}
  {{- range .root.Values.secretMounts }}
  - {name: {{ .name }}, mountPath: {{ .mountPath }}, readOnly: true}
  {{- end }}
{{- end }}

{{- define "ocr.environment" -}}
- {name: JAVA_HEAP_PERCENT, value: {{ .heapPercent | quote }}}
{{- with .javaOptions }}
- {name: JAVA_OPTS, value: {{ . | quote }}}
{{- end }}
{{- end }}

{{- define "ocr.volumes" -}}
- {name: tmp, emptyDir: {sizeLimit: 64Mi}}
{{- range .root.Values.secretMounts }}
- {name: {{ .name }}, secret: {secretName: {{ .secret }}}}
{{- end }}
{{- end }}

{{- /* The endpoints are served once the role runs: the start has five minutes, of which restoring state may need some. */}}
{{- define "ocr.probes" -}}
ports:
  - {name: ops, containerPort: 8000}
startupProbe:
  httpGet: {path: /health/live, port: ops}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: ops}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/ready, port: ops}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}

{{- /* What every pod has: (dict "root" $ "part" "worker" "values" .Values.worker). */}}
{{- define "ocr.pod" -}}
serviceAccountName: {{ include "ocr.serviceAccount" .root }}
automountServiceAccountToken: false
# Their variables begin like the settings' where a service is called ocr-….
enableServiceLinks: false
securityContext:
  {{- include "ocr.podSecurity" .root | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "ocr.selector" . | nindent 8 }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
