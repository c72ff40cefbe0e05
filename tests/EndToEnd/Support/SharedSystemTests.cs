namespace Users.EndToEnd.Support;

/// <summary>The tests that share one system.</summary>
[CollectionDefinition]
public sealed class SharedSystemTests : ICollectionFixture<SharedSystem>;
