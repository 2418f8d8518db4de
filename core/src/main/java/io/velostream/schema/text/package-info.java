// SPDX-License-Identifier: Apache-2.0
/** Texts of messages. */
@NullMarked
package io.velostream.schema.text;

import org.jspecify.annotations.NullMarked;
