// All shared elements; what each takes and tells stands at its head.
