// SPDX-License-Identifier: Apache-2.0
/** What values of records may be beside classes of users, and how a class names its schema. */
@NullMarked
package io.velostream.schema.json.value;

import org.jspecify.annotations.NullMarked;
