// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.model.RegistryVersion;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.store.SchemaStore;

/** The metadata of the server. */
final class ServerEndpoints {

  private final SchemaStore store;
  private final RegistryVersion registryVersion;

  ServerEndpoints(SchemaStore store, RegistryVersion registryVersion) {
    this.store = store;
    this.registryVersion = registryVersion;
  }

  void addTo(Router router) {
    router
        .on("GET", "/", call -> HttpAnswer.json(Json.object()))
        .on("GET", "/contexts", call -> HttpAnswer.json(ResponseBodies.texts(store.contextNames())))
        .on("GET", "/v1/metadata/id", call -> HttpAnswer.json(clusterId()))
        .on("GET", "/v1/metadata/version", call -> HttpAnswer.json(version()));
  }

  private static ObjectNode clusterId() {
    ObjectNode document = Json.object().put("id", "");
    ObjectNode scope = document.putObject("scope");
    scope.putArray("path");
    scope
        .putObject("clusters")
        .put("kafka-cluster", "embedded")
        .put("schema-registry-cluster", "schema-registry");
    return document;
  }

  private ObjectNode version() {
    String version = registryVersion == RegistryVersion.CURRENT ? "8.0.0" : "7.0.0";
    return Json.object().put("version", version).put("commitId", "embedded");
  }
}
