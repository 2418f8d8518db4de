// SPDX-License-Identifier: Apache-2.0
/**
 * Adapts to the versions of Jackson on the class path, 2.13 to the newest, when classes are
 * initialized. References to newer versions are in nested classes, which are loaded only with that
 * version. Internal; shared by the formats.
 */
@NullMarked
package io.velostream.schema.jackson;

import org.jspecify.annotations.NullMarked;
