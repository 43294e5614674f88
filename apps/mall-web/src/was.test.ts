import { Was } from './was';

describe('the address of WAS', () => {
  it.each(['http://was.mall.example.com', 'was.mall.example.com', ''])('is refused when it is %j', (url) => {
    expect(() => new Was(url)).toThrow('environment variable WAS_URL must be an address that begins with https://');
  });
});
