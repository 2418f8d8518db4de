// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs an {@link EmbeddedSchemaRegistry} for JUnit 5 tests.
 *
 * <p>With {@code @ExtendWith(SchemaRegistryExtension.class)}, or as a static field with
 * {@code @RegisterExtension}, one registry serves the class and its nested classes, and is cleared
 * before each test. As an instance field with {@code @RegisterExtension}, each test has its own.
 * Tests get it as a parameter of type {@link EmbeddedSchemaRegistry}, or from {@link #registry()}.
 *
 * <p>Tests that share a registry must not run at the same time.
 */
public final class SchemaRegistryExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private final Supplier<EmbeddedSchemaRegistry> starter;
  private volatile @Nullable EmbeddedSchemaRegistry registry;
  private volatile String owner = "";

  /** Runs a registry with the settings of {@link EmbeddedSchemaRegistry#start()}. */
  public SchemaRegistryExtension() {
    this(EmbeddedSchemaRegistry::start);
  }

  private SchemaRegistryExtension(Supplier<EmbeddedSchemaRegistry> starter) {
    this.starter = starter;
  }

  /**
   * Makes an extension whose registries have settings.
   *
   * @param builder holds the settings; not to be changed afterwards
   * @return the extension, for a field with {@code @RegisterExtension}
   */
  public static SchemaRegistryExtension with(EmbeddedSchemaRegistryBuilder builder) {
    return new SchemaRegistryExtension(builder::start);
  }

  /**
   * Gives the registry.
   *
   * @return the running registry
   * @throws IllegalStateException outside of a test
   */
  public EmbeddedSchemaRegistry registry() {
    EmbeddedSchemaRegistry running = registry;
    if (running == null) {
      throw new IllegalStateException("The schema registry runs only while tests do");
    }
    return running;
  }

  /**
   * Gives the address of the registry.
   *
   * @return as {@link EmbeddedSchemaRegistry#url()}
   * @throws IllegalStateException outside of a test
   */
  public String url() {
    return registry().url();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startFor(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (registry == null) {
      startFor(context);
    } else {
      registry().clear();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    closeFor(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    closeFor(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmbeddedSchemaRegistry.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return registry();
  }

  private void startFor(ExtensionContext context) {
    if (registry == null) {
      registry = starter.get();
      owner = context.getUniqueId();
    }
  }

  /** Closes the registry at the end of the scope that has started it. */
  private void closeFor(ExtensionContext context) {
    EmbeddedSchemaRegistry running = registry;
    if (running != null && owner.equals(context.getUniqueId())) {
      registry = null;
      running.close();
    }
  }
}
