// SPDX-License-Identifier: Apache-2.0
/** Placeholder. */
@NullMarked
package io.velostream.schema.model;

import org.jspecify.annotations.NullMarked;
