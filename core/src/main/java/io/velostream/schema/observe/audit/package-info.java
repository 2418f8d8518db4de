// SPDX-License-Identifier: Apache-2.0
/** The audit log: who used, registered or changed which schema. */
@NullMarked
package io.velostream.schema.observe.audit;

import org.jspecify.annotations.NullMarked;
