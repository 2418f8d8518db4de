// SPDX-License-Identifier: Apache-2.0
/** Which schemas, topics and clients a new version of a schema touches. */
@NullMarked
package io.velostream.schema.evolution.impact;

import org.jspecify.annotations.NullMarked;
