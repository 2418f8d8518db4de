// SPDX-License-Identifier: Apache-2.0
/** Sends and reads records while the schema registry is down and the consumer restarts. */
@NullMarked
package io.velostream.schema.examples.outage;

import org.jspecify.annotations.NullMarked;
