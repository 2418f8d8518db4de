// SPDX-License-Identifier: Apache-2.0
/** Configuration keys of converters. */
@NullMarked
package io.velostream.schema.connect.config;

import org.jspecify.annotations.NullMarked;
