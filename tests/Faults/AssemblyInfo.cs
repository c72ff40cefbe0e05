// The scenarios bring up whole systems: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
