/**
 * The step of a register's schema that gave the tables of what moves the shape they have: bases of a store are of it, whoever made them.
 * A step that changes one of those tables raises it.
 */
export const STORE_SHAPE = 121;
