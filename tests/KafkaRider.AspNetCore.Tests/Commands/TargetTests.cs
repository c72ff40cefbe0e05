using System.Net;
using System.Text;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Commands;

/// <summary>Commands about one thing, of which the client has seen a version.</summary>
public sealed class TargetTests(SharedService shared) : IClassFixture<SharedService>
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b14");

    [Theory]
    [InlineData("*")]
    [InlineData("\"1\"")]
    [InlineData("\"7\", \"1\"")]
    public async Task Patch_VersionThatIsThere_IsChanged(string ifMatch)
    {
        var response = await RenameAsync($"{Id}", ifMatch);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"2\"", response.Header("ETag"));
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"01\"")]
    public async Task Patch_AnotherVersion_IsNotChanged(string ifMatch)
    {
        await (await RenameAsync($"{Id}", ifMatch)).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "thing-changed");
    }

    [Fact]
    public async Task Patch_NoVersion_IsRefused()
    {
        await (await RenameAsync($"{Id}", null)).ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("*, \"1\"")]
    public async Task Patch_WhatIsNoVersion_IsRefused(string ifMatch)
    {
        var problem = await (await RenameAsync($"{Id}", ifMatch)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.True(problem.GetProperty("errors").TryGetProperty("If-Match", out _));
    }

    [Theory]
    [InlineData(64, HttpStatusCode.OK)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    public async Task Patch_ManyVersions_AreBounded(int count, HttpStatusCode status)
    {
        var response = await RenameAsync($"{Id}", string.Join(", ", Enumerable.Range(1, count).Select(EntityVersion.ToTag)));

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("8d3ad6d17d3c4f0f8f0a7a2f4c1f0b14")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Patch_IdThatCannotBe_IsNotFound(string id)
    {
        await (await RenameAsync(id, "*")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "thing-unknown");
    }

    private Task<HttpResponseMessage> RenameAsync(string id, string? ifMatch) => shared.Service.SendAsync(
        HttpMethod.Patch, $"/things/{id}", new StringContent("""{"name":"Desk"}""", Encoding.UTF8, "application/merge-patch+json"),
        ifMatch is null ? [] : [("If-Match", ifMatch)]);
}
