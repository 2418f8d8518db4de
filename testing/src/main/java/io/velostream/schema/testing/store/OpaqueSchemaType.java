// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import java.util.List;

/** A schema type whose texts are stored unchanged. */
final class OpaqueSchemaType implements SchemaType {

  @Override
  public String compact(SourceText source) {
    return source.text();
  }

  @Override
  public String normalized(SourceText source) {
    return source.text();
  }

  @Override
  public String canonical(SourceText source) {
    return source.text();
  }

  @Override
  public List<String> incompatibilities(SourceText reader, SourceText writer) {
    return List.of();
  }
}
