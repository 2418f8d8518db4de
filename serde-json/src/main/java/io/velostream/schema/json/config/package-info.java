// SPDX-License-Identifier: Apache-2.0
/** The configuration keys of JSON. */
@NullMarked
package io.velostream.schema.json.config;

import org.jspecify.annotations.NullMarked;
