// SPDX-License-Identifier: Apache-2.0
/** Schemas of Java classes. */
@NullMarked
package io.velostream.schema.evolution.derivation;

import org.jspecify.annotations.NullMarked;
