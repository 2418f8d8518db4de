// SPDX-License-Identifier: Apache-2.0
/** Small programs, one story each. */
@NullMarked
package io.velostream.schema.examples;

import org.jspecify.annotations.NullMarked;
