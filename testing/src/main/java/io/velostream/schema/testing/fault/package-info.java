// SPDX-License-Identifier: Apache-2.0
/** Faults that the registry makes on demand: delays, wrong answers, broken connections. */
@NullMarked
package io.velostream.schema.testing.fault;

import org.jspecify.annotations.NullMarked;
