// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are sorted by kind from method and path, in any context. */
class RegistryOperationTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /schemas/ids/5, read-by-id",
    "GET, /schemas/ids/5?subject=%3A.c%3A, read-by-id",
    "GET, /schemas/ids/5/versions, read-by-id",
    "GET, /schemas/guids/5b1c, read-by-guid",
    "GET, /subjects/orders-value/versions/latest, read-latest",
    "GET, /contexts/.c/subjects/a%2Fb/versions/latest, read-latest",
    "GET, /subjects/orders-value/metadata?key=a&value=b, read-latest",
    "GET, /subjects/orders-value/versions/3, read-version",
    "GET, /subjects/orders-value/versions/3/referencedby, read-version",
    "POST, /subjects/orders-value/versions, register",
    "POST, /subjects/orders-value/versions?normalize=true, register",
    "POST, /subjects/orders-value, look-up",
    "POST, /subjects/orders-value?deleted=true, look-up",
    "POST, /compatibility/subjects/orders-value/versions/latest, check-compatibility",
    "GET, /config, configure",
    "PUT, /config/orders-value, configure",
    "DELETE, /mode/orders-value, configure",
    "DELETE, /subjects/orders-value, delete",
    "DELETE, /subjects/orders-value/versions/1, delete",
    "GET, /subjects, list",
    "GET, /subjects/orders-value/versions, list",
    "GET, /schemas/types, list",
    "GET, /contexts, list",
    "GET, /associations/resources/orders, other",
    "GET, /../../ids/contentIds/3, other",
  })
  void kindOf(String method, String target, String label) {
    assertThat(RegistryOperation.of(method, target).label()).isEqualTo(label);
  }
}
