namespace Users.Contracts.Tests;

public sealed class CommandFingerprintTests
{
    private static readonly Guid Id = Guid.Parse("01998f2e-7c1b-7d2a-8f3e-0123456789ab");

    [Fact]
    public void Of_CommandsThatDiffer_Differs()
    {
        object[] commands =
        [
            new CreateUser("Ada"), new CreateUser("ada"), new UpdateUser(Id, "Ada"), new UpdateUser(Id, "Ada", 1), new UpdateUser(Id, "Ada", 2),
            new UpdateUser(Id, "Ada", 2, [1, 2]), new UpdateUser(Guid.NewGuid(), "Ada"), new DeleteUser(Id), new DeleteUser(Id, 1),
        ];

        Assert.Equal(commands.Length, commands.Select(command => CommandFingerprint.ToHeader(CommandFingerprint.Of(command))).Distinct().Count());
    }

    // It is kept for as long as keys are remembered, and compared by later versions of the services.
    [Fact]
    public void Of_ACommand_StaysAsItIs() => Assert.Equal(
        "2a8356f9e50622e6b3fcf6747b707f276872db9e8296d4b1c4808d49ee21d3a5",
        CommandFingerprint.ToHeader(CommandFingerprint.Of(new UpdateUser(Id, "Zo\u00eb"))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz8fb51264cb7ad18a3bf0b4f9fbd4fb8ffae5c5b2f0db4bdd4bb26a0b5e9a24")]
    public void TryParse_AnythingElse_IsNone(string? header) => Assert.False(CommandFingerprint.TryParse(header, out _));

    [Fact]
    public void TryParse_WhatWasWritten_IsRead()
    {
        var fingerprint = CommandFingerprint.Of(new CreateUser("Ada"));

        Assert.True(CommandFingerprint.TryParse(CommandFingerprint.ToHeader(fingerprint), out var read));
        Assert.Equal(fingerprint, read);
    }
}
