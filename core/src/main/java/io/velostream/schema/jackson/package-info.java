// SPDX-License-Identifier: Apache-2.0
/**
 * What differs among the versions of Jackson that applications bring, 2.13 to the newest: decided
 * once, when a class is loaded. What refers to a newer version is in nested classes, which are
 * loaded only where that version is there. Internal; shared by the formats.
 */
@NullMarked
package io.velostream.schema.jackson;

import org.jspecify.annotations.NullMarked;
