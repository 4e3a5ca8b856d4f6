"""导入导出: records of other systems into the database and out again, in the formats those systems use."""
