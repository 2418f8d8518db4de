// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the server says of itself. */
final class ServerEndpoints {

  private final SchemaStore store;
  private final Generation generation;

  ServerEndpoints(SchemaStore store, Generation generation) {
    this.store = store;
    this.generation = generation;
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
    String version = generation == Generation.CURRENT ? "8.0.0" : "7.0.0";
    return Json.object().put("version", version).put("commitId", "embedded");
  }
}
