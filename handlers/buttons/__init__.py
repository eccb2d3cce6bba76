"""What buttons carry: a function for each, a module for each desk that reads them. All desks offer all buttons."""
