// SPDX-License-Identifier: Apache-2.0
/**
 * Strategies and lookups that users implement or name in a configuration. Only this package and its
 * subpackages depend on Kafka.
 */
@NullMarked
package io.velostream.schema.serde;

import org.jspecify.annotations.NullMarked;
