"""Files made of the figures: a chart, a workbook, a table, a Word report. Made away from the event loop."""
