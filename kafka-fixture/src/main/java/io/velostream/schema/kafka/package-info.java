// SPDX-License-Identifier: Apache-2.0
/** A real Kafka broker inside the JVM, for the tests and examples of this build. */
@NullMarked
package io.velostream.schema.kafka;

import org.jspecify.annotations.NullMarked;
