// SPDX-License-Identifier: Apache-2.0
/**
 * A schema registry for tests: real HTTP inside the JVM, with faults on demand and a log of what
 * was asked.
 *
 * <p>{@link io.velostream.schema.testing.EmbeddedSchemaRegistry} is the registry, {@link
 * io.velostream.schema.testing.SchemaRegistryExtension} starts one for JUnit 5 tests, and {@link
 * io.velostream.schema.testing.MockSchemaRegistries} holds the ones behind {@code mock://} URLs.
 * Nothing here shares code with the clients under test, so that both cannot have the same bug.
 */
@NullMarked
package io.velostream.schema.testing;

import org.jspecify.annotations.NullMarked;
