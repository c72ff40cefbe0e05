// Each test brings up a whole system: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
