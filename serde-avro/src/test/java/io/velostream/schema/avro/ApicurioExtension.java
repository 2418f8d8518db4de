// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one registry of this JVM: started for the first that asks, ended after the last.
 */
final class ApicurioExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ApicurioProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(ApicurioExtension.class))
        .getOrComputeIfAbsent(
            ApicurioProcess.class, key -> ApicurioProcess.start(), ApicurioProcess.class);
  }
}
