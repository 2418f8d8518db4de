// SPDX-License-Identifier: Apache-2.0
/** The strict validation of schemas, for those who write them. */
@NullMarked
package io.velostream.schema.evolution.validation;

import org.jspecify.annotations.NullMarked;
