// SPDX-License-Identifier: Apache-2.0
/** Elements of a POM. */
@NullMarked
package io.velostream.schema.maven.element;

import org.jspecify.annotations.NullMarked;
