// SPDX-License-Identifier: Apache-2.0
/** Fault injection: delays, wrong responses, broken connections. */
@NullMarked
package io.velostream.schema.testing.fault;

import org.jspecify.annotations.NullMarked;
