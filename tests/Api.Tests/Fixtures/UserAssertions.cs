using System.Net;
using System.Text.Json;

namespace Users.Api.Tests.Fixtures;

internal static class UserAssertions
{
    /// <summary>Asserts that a user was created, and returns its id.</summary>
    public static async Task<Guid> ShouldBeCreatedAsync(this HttpResponseMessage response, string name)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);

        var user = JsonElement.Parse(text);
        Assert.Equal(["id", "name", "version", "createdAt"], user.EnumerateObject().Select(member => member.Name));
        var id = user.GetProperty("id").GetGuid();
        Assert.Equal(name, user.GetProperty("name").GetString());
        Assert.Equal(1, user.GetProperty("version").GetInt32());
        Assert.Equal(TimeSpan.Zero, user.GetProperty("createdAt").GetDateTimeOffset().Offset);
        Assert.Equal($"/users/{id}", response.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        response.ShouldNameOperation();
        return id;
    }
}
