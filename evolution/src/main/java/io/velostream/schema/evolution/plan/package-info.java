// SPDX-License-Identifier: Apache-2.0
/** Migration plans: the ordered steps from one version of a subject to another, with their risk. */
@NullMarked
package io.velostream.schema.evolution.plan;

import org.jspecify.annotations.NullMarked;
