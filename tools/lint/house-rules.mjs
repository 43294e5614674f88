/** Rules of this house that no published plugin has. */

const noRootProviderImport = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      root: "import from '@cdktf/provider-aws/lib/<resource>': the root import costs seconds and half a gigabyte for each process",
    },
  },
  create: (context) => ({
    ImportDeclaration(node) {
      if (node.source.value === '@cdktf/provider-aws') context.report({ node, messageId: 'root' });
    },
  }),
};

const constructSignature = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { shape: "a construct's constructor is (scope, id, props), always these three" },
  },
  create: (context) => ({
    ClassDeclaration(node) {
      const base = node.superClass?.type === 'Identifier' ? node.superClass.name : '';
      if (!['Construct', 'TerraformStack', 'MallStack'].includes(base)) return;
      const made = node.body.body.find((member) => member.kind === 'constructor');
      const names = (made?.value.params ?? []).map((param) => (param.type === 'Identifier' ? param.name : '?'));
      if (made !== undefined && names.join() !== 'scope,id,props') context.report({ node: made, messageId: 'shape' });
    },
  }),
};

export default {
  rules: { 'no-root-provider-import': noRootProviderImport, 'construct-signature': constructSignature },
};
