// SPDX-License-Identifier: Apache-2.0
/**
 * The Kafka engines that every schema format shares: wire format, subject names, choice of the
 * schema, configuration, errors. The only room that knows Kafka.
 */
@NullMarked
package io.velostream.schema.serde;

import org.jspecify.annotations.NullMarked;
