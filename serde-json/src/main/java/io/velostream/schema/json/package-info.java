// SPDX-License-Identifier: Apache-2.0
/**
 * JSON Schema: its language, JSON values as bytes, and the Kafka serializer, deserializer and Serde
 * for them.
 *
 * <p>JSON is that of RFC 8259; the drafts of JSON Schema are 4, 6, 7, 2019-09 and 2020-12. Jackson
 * reads and writes, Kjetland's generator describes classes.
 */
@NullMarked
package io.velostream.schema.json;

import org.jspecify.annotations.NullMarked;
