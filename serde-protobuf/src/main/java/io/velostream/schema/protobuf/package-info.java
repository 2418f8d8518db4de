// SPDX-License-Identifier: Apache-2.0
/** Protobuf: the Kafka serializer, deserializer and Serde for messages. */
@NullMarked
package io.velostream.schema.protobuf;

import org.jspecify.annotations.NullMarked;
