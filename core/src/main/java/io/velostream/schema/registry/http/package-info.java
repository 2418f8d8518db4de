// SPDX-License-Identifier: Apache-2.0
/**
 * The chain of HTTP transports: retries, failover, circuit breakers, pools of connections,
 * deadlines.
 */
@NullMarked
package io.velostream.schema.registry.http;

import org.jspecify.annotations.NullMarked;
