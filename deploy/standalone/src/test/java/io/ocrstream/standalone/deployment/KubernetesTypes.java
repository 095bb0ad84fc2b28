/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.deployment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Map;

/** Reads objects as Kubernetes' own types, and rejects unknown fields. */
final class KubernetesTypes {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1 ConfigMap", ConfigMap.class,
          "v1 Service", Service.class,
          "v1 ServiceAccount", ServiceAccount.class,
          "apps/v1 Deployment", Deployment.class,
          "apps/v1 StatefulSet", StatefulSet.class,
          "batch/v1 Job", Job.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
          "networking.k8s.io/v1 Ingress", Ingress.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class);

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new WithoutAnySetters())
          .build();

  private KubernetesTypes() {}

  /** The types keep unknown fields for newer clusters. */
  private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  static boolean knows(JsonNode object) {
    return TYPES.containsKey(type(object));
  }

  /** Reads {@code object}. Throws if it has a field that its type does not have. */
  static Object read(JsonNode object) throws JsonProcessingException {
    return STRICT.treeToValue(object, requireNonNull(TYPES.get(type(object))));
  }

  private static String type(JsonNode object) {
    return object.path("apiVersion").asText() + " " + object.path("kind").asText();
  }
}
