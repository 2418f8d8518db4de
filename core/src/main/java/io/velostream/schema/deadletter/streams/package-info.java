// SPDX-License-Identifier: Apache-2.0
/** Dead letters of Kafka Streams. Loaded only where a configuration names a class. */
@NullMarked
package io.velostream.schema.deadletter.streams;

import org.jspecify.annotations.NullMarked;
