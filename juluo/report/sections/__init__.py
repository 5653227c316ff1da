"""The six sections, one file each, in the order of the field's own template."""
