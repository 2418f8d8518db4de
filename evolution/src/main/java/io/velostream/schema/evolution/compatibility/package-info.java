// SPDX-License-Identifier: Apache-2.0
/** Whether versions of a subject are compatible, decided without a registry. */
@NullMarked
package io.velostream.schema.evolution.compatibility;

import org.jspecify.annotations.NullMarked;
