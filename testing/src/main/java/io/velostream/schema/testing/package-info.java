// SPDX-License-Identifier: Apache-2.0
/**
 * A schema registry for tests: real HTTP inside the JVM, with fault injection and a log of
 * requests.
 *
 * <p>{@link io.velostream.schema.testing.EmbeddedSchemaRegistry} is the registry, {@link
 * io.velostream.schema.testing.SchemaRegistryExtension} starts one for JUnit 5 tests, and {@link
 * io.velostream.schema.testing.MockSchemaRegistries} manages those of {@code mock://} URLs. It
 * shares no code with the clients under test, so that both cannot have the same bug.
 */
@NullMarked
package io.velostream.schema.testing;

import org.jspecify.annotations.NullMarked;
