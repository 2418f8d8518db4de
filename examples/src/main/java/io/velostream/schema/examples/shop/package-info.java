// SPDX-License-Identifier: Apache-2.0
/** Generated orders of a shop: their schemas in both formats, and their values. */
@NullMarked
package io.velostream.schema.examples.shop;

import org.jspecify.annotations.NullMarked;
