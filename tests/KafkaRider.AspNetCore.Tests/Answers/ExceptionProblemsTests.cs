using KafkaRider.AspNetCore.Internal;
using Microsoft.AspNetCore.Http;

namespace KafkaRider.AspNetCore.Tests.Answers;

public sealed class ExceptionProblemsTests
{
    [Theory]
    [InlineData(400, "/problems/invalid-request", 400)]
    [InlineData(408, "/problems/body-too-slow", 408)]
    [InlineData(413, "/problems/body-too-large", 413)]
    [InlineData(431, "/problems/invalid-request", 400)]
    public void For_BadRequest_IsTheProblemOfItsStatus(int status, string type, int answered)
    {
        var problem = ExceptionProblems.For(new BadHttpRequestException("No.", status));

        Assert.Equal((type, answered), (problem.Type, problem.Status));
    }
}
