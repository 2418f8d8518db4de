// SPDX-License-Identifier: Apache-2.0
/** Schemas and values of Connect, as far as no format is concerned. */
@NullMarked
package io.velostream.schema.connect.data;

import org.jspecify.annotations.NullMarked;
